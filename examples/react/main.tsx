import type { Session } from "clerk-session";
import { useEffect, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { sessionClient } from "./session_client.js";

const isSignedIn = ({ status }: Session) => status === "active" || status === "pending";

function Accounts() {
  const loaded = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.loaded);
  const client = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.client);
  const [message, setMessage] = useState("");

  /** Shows what a call resolves to, or why it failed. */
  const show = (text: Promise<string>) => text.catch(String).then(setMessage);

  useEffect(() => {
    sessionClient.getClient().catch((error) => setMessage(String(error)));
  }, []);

  const signOut = async (session: Session) => {
    await sessionClient.deleteSession(session);
    return "The server has confirmed the sign-out.";
  };
  const tokenOf = async (session: Session) => {
    const token = await sessionClient.getToken({ session });
    return token === null ? "Signed out meanwhile." : `A token of ${token.length} characters.`;
  };

  const accounts = client?.sessions.filter(isSignedIn) ?? [];
  if (!loaded) return <p>{message || "Loading…"}</p>;
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

const app = document.getElementById("app");
if (app) createRoot(app).render(<Accounts />);
