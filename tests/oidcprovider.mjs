// npm's oidc-provider on a port of this machine, with its own pages for signing in: node oidcprovider.mjs PORT BACK
import Provider from "../node_modules/oidc-provider/lib/index.js";

const [port, back] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "blog", client_secret: "hush", redirect_uris: [back], token_endpoint_auth_method: "client_secret_post" }],
  claims: { openid: ["sub"], profile: ["name", "profile"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id} of the issuer`, profile: `https://id.example/${id}` }) }),
  pkce: { required: () => true },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("Listening"));
