// Asks for the banks over mutual TLS and with a bearer token, by the standard library alone.
const fs = require('fs')
const https = require('https')

const { env } = process
const get = (url, options) =>
  new Promise((resolve, reject) => {
    const request = https.get(`${url}/banks/v1/`, options, (response) => {
      let text = ''
      response.on('data', (part) => (text += part))
      response.on('end', () => resolve(JSON.parse(text) && response.statusCode))
    })
    request.on('error', reject)
  })

const identity = {
  cert: fs.readFileSync(env.LEAN_CERTIFICATE),
  key: fs.readFileSync(env.LEAN_PRIVATE_KEY),
  headers: { 'lean-app-token': env.LEAN_APP_TOKEN },
}
const root = fs.readFileSync(env.LEAN_OAUTH_ROOT)

const start = async () => {
  console.log('banks', await get(env.LEAN_URL, { ...identity, ca: fs.readFileSync(env.LEAN_CHAIN) }))
  const headers = { authorization: `Bearer ${env.LEAN_BEARER_TOKEN}` }
  console.log('bearer', await get(env.LEAN_OAUTH_URL, { ca: root, headers }))
  const refused = await get(env.LEAN_URL, { ...identity, ca: root }).catch((error) => error.code)
  if (/UNABLE|SELF_SIGNED|CERT/.test(refused)) console.log('other root refused')
}

start().catch((error) => {
  console.error(error)
  process.exit(1)
})
