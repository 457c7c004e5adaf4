"""Asks for the banks over mutual TLS and with a bearer token, by the standard library alone."""

import json
import os
import ssl
import urllib.error
import urllib.request


def get(url, root, headers, certificate=None):
    context = ssl.create_default_context(cafile=root)
    if certificate:
        context.load_cert_chain(*certificate)
    request = urllib.request.Request(url + "/banks/v1/", headers=headers)
    with urllib.request.urlopen(request, context=context) as response:
        assert json.load(response)
        return response.status


chain, root = os.environ["LEAN_CHAIN"], os.environ["LEAN_OAUTH_ROOT"]
certificate = (os.environ["LEAN_CERTIFICATE"], os.environ["LEAN_PRIVATE_KEY"])
app_token = {"lean-app-token": os.environ["LEAN_APP_TOKEN"]}
print("banks", get(os.environ["LEAN_URL"], chain, app_token, certificate))

bearer = {"authorization": "Bearer " + os.environ["LEAN_BEARER_TOKEN"]}
print("bearer", get(os.environ["LEAN_OAUTH_URL"], root, bearer))

try:
    get(os.environ["LEAN_URL"], root, app_token, certificate)
except urllib.error.URLError as error:
    assert isinstance(error.reason, ssl.SSLCertVerificationError), error
    print("other root refused")
