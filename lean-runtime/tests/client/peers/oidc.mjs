// An authorization server over mutual TLS: npm `oidc-provider`, with one client that shows its secret by
// client_secret_basic, and a resource that takes the server's tokens together with the certificate they are bound to.
// Usage: node oidc.mjs FOLDER_WITH_node_modules FOLDER_WITH_KEYS. Prints `listening on PORT`.
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as https from 'node:https';
import * as path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// Node 20 lacks it.
URL.parse ??= (url, base) => { try { return new URL(url, base); } catch { return null; } };
const [modules, keys] = process.argv.slice(2);
const entry = createRequire(path.join(modules, 'x.js')).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(entry));

const file = (name) => fs.readFileSync(path.join(keys, name));
const certificate = (request) => request.socket.getPeerX509Certificate?.();
const thumbprint = (x509) => crypto.createHash('sha256').update(x509.raw).digest('base64url');

let handler;
const server = https.createServer(
  { key: file('key.pem'), cert: file('server.pem'), ca: file('root.pem'), requestCert: true, rejectUnauthorized: true },
  (request, response) => handler(request, response),
);
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `https://localhost:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'app one:+%/', client_secret: 'a secret: +%/=&"\\ of forty characters!!',
    token_endpoint_auth_method: 'client_secret_basic', grant_types: ['client_credentials'],
    response_types: [], redirect_uris: [], scope: 'accounts', tls_client_certificate_bound_access_tokens: true,
  }],
  jwks: { keys: [{ ...crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' }] },
  scopes: ['accounts'],
  clientAuthMethods: ['client_secret_basic'],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    mTLS: { enabled: true, certificateBoundAccessTokens: true, getCertificate: (ctx) => certificate(ctx.req) },
  },
});
const tokens = provider.callback();
handler = async (request, response) => {
  if (request.url !== '/things') return tokens(request, response);
  const token = await provider.ClientCredentials.find((request.headers.authorization ?? '').replace('Bearer ', ''));
  const bound = token?.['x5t#S256'] === thumbprint(certificate(request));
  response.writeHead(bound ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ client: token?.clientId, scope: token?.scope }));
};
console.log(`listening on ${server.address().port}`);
process.stdin.on('close', () => process.exit()).resume();
