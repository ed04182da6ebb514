import { portalUrl } from "../../api/account-portal.js";
import type { Connection } from "../../api/connection.js";

/** Signs in to a real instance: at its Account Portal, which leads back to this page. */
export function PortalSignIn({
  connection: { instance, devBrowserToken },
}: {
  connection: Connection;
}) {
  if (instance.signInUrl === null) return null;
  return (
    <>
      <p>
        {instance.kind === "development"
          ? "Its Account Portal signs you in and sends you back to this page."
          : "A live instance signs you in on its own domain. " +
            "This page must be on that domain too to see the session."}
      </p>
      <p className="actions">
        <a className="button primary" href={portalUrl(instance.signInUrl, devBrowserToken())}>
          Sign in at {instance.name}
        </a>
      </p>
    </>
  );
}
