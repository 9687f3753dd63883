"""What lies beside the demo's token, in the demo's folder."""

SIGNER = "signer.der"
CA = "ca.der"  # the root above it
EARLIER_CA = "earlier-ca.der"  # the root above the certificate that was there before
READY = "ready"  # the token is whole
