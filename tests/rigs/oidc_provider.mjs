// Another authorization server: `oidc-provider`, with the clients that the sandbox has.
// Its words: where its package lies, the port, and "short" for access tokens of 61 seconds.
import { pathToFileURL } from "node:url";

const [, , packageFolder, port, life] = process.argv;
const { default: Provider } = await import(pathToFileURL(`${packageFolder}/lib/index.js`));
const scopes = [
  "documents:read", "documents:write", "signature_requests:read", "signature_requests:write",
  "templates:read", "audit_trails:read", "events:read", "personal_data:delete", "offline_access",
];
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "paraph-desktop", application_type: "native", token_endpoint_auth_method: "none",
      redirect_uris: ["http://127.0.0.1/callback"], response_types: ["code"],
      grant_types: ["authorization_code", "refresh_token"], scope: scopes.join(" "),
    },
    {
      client_id: "program", client_secret: "a+secret/with%signs=and:more", redirect_uris: [],
      response_types: [], grant_types: ["client_credentials"], scope: "documents:read events:read",
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  scopes,
  cookies: { keys: ["of the tests"] },
  pkce: { required: () => true },
  features: { clientCredentials: { enabled: true }, revocation: { enabled: true } },
  issueRefreshToken: async (_, client) => client.grantTypeAllowed("refresh_token"),
  rotateRefreshToken: true,
  ttl: { AccessToken: life === "short" ? 61 : 900, ClientCredentials: 900, RefreshToken: 86400 },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log(`ready ${issuer}`));
