"""The sandbox's own PKI: root, issuing CAs, timestamps, OCSP, CRLs. Nothing of it has legal value.

All of it lives by the machine's own time, never by business time.
"""
