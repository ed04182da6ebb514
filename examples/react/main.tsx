import type { Session } from "clerk-session";
import { SessionProvider, useClient, useSessionClient, useSessions } from "clerk-session/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { sessionClient } from "./session_client.js";

const isSignedIn = ({ status }: Session) => status === "active" || status === "pending";

function Accounts() {
  const sessionClient = useSessionClient();
  const { data: client, error } = useClient();
  const [message, setMessage] = useState("");

  /** Shows what a call resolves to, or why it failed. */
  const show = (text: Promise<string>) => text.catch(String).then(setMessage);

  const signOut = async (session: Session) => {
    await sessionClient?.deleteSession(session);
    return "The server has confirmed the sign-out.";
  };
  const tokenOf = async (session: Session) => {
    const token = await sessionClient?.getToken({ session });
    return token ? `A token of ${token.length} characters.` : "Signed out meanwhile.";
  };

  const accounts = client?.sessions.filter(isSignedIn) ?? [];
  if (client === undefined) return <p>{error ? String(error) : "Loading…"}</p>;
  return (
    <>
      <ul aria-label="Accounts">
        {accounts.map((session) => (
          <li key={session.id}>
            {session.publicUserData?.identifier}{" "}
            <button type="button" onClick={() => show(tokenOf(session))}>
              Get a token
            </button>
            <button type="button" onClick={() => show(signOut(session))}>
              Sign out
            </button>
          </li>
        ))}
      </ul>
      {accounts.length === 0 && <p>Nobody is signed in.</p>}
      <p role="status">{message}</p>
    </>
  );
}

/** The devices of the current account. */
function Devices() {
  const { data: devices, error, refresh } = useSessions();
  if (error)
    return (
      <button type="button" onClick={refresh}>
        {String(error)}. Try again
      </button>
    );
  return (
    <ul aria-label="Devices">
      {devices?.map(({ id, latestActivity, lastActiveAt }) => (
        <li key={id}>
          {latestActivity?.browserName ?? "Unknown"}, {new Date(lastActiveAt).toLocaleString()}
        </li>
      ))}
    </ul>
  );
}

const app = document.getElementById("app");
if (app)
  createRoot(app).render(
    <StrictMode>
      <SessionProvider client={sessionClient}>
        <Accounts />
        <Devices />
      </SessionProvider>
    </StrictMode>,
  );
