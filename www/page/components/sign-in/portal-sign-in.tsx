import { signInUrl } from "clerk-session";
import type { Connection } from "../../api/connection.js";

/** Signs in to a real instance: at its Account Portal, which leads back to this page. */
export function PortalSignIn({
  connection: { instance, sessionClient },
}: {
  connection: Connection;
}) {
  if (instance.kind === "local") return null;
  return (
    <>
      <p>
        {instance.kind === "development"
          ? "Its Account Portal signs you in and sends you back to this page."
          : "A live instance signs you in on its own domain. " +
            "This page must be on that domain too to see the session."}
      </p>
      <p className="actions">
        <a className="button primary" href={signInUrl(sessionClient)}>
          Sign in at {instance.name}
        </a>
      </p>
    </>
  );
}
