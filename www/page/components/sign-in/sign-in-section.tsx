import type { Connection } from "../../api/connection.js";
import type { Credentials } from "../../api/sign-in.js";
import { Section } from "../controls/section.js";
import { PortalSignIn } from "./portal-sign-in.js";
import { SignInForm } from "./sign-in-form.js";

interface SignInSectionProps {
  readonly connection: Connection;
  readonly onSignIn: (credentials: Credentials) => Promise<void>;
}

/** Shows the sign-in while no account is signed in. */
export function SignInSection({ connection, onSignIn }: SignInSectionProps) {
  return (
    <Section title="Sign in" intro="Nobody is signed in on this browser.">
      {connection.instance.kind === "local" ? (
        <SignInForm onSubmit={onSignIn} />
      ) : (
        <PortalSignIn connection={connection} />
      )}
    </Section>
  );
}
