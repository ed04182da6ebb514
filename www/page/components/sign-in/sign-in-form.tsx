import { type FormEvent, useState } from "react";
import { demoAccounts } from "../../../frontend-api/demo-accounts.js";
import { PlainRequestError } from "../../api/plain-request.js";
import type { Credentials } from "../../api/sign-in.js";
import { useAsyncAction } from "../../hooks/use-async-action.js";
import { explain } from "../../model/explain.js";
import { Field } from "../controls/field.js";

interface SignInFormProps {
  readonly onSubmit: (credentials: Credentials) => Promise<void>;
  readonly onCancel?: () => void;
}

/** Signs in at the local Frontend API, and offers its demo accounts. */
export function SignInForm({ onSubmit, onCancel }: SignInFormProps) {
  const [credentials, setCredentials] = useState<Credentials>({ identifier: "", password: "" });
  const { pending, failure, start, clearFailure } = useAsyncAction();
  const message = failure && explain(failure.error).message;
  const invalidField = failure?.error instanceof PlainRequestError ? failure.error.param : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    start(() => onSubmit(credentials));
  }

  /** Changes the input and hides the failure of the previous one. */
  function edit(changed: Partial<Credentials>) {
    setCredentials((credentials) => ({ ...credentials, ...changed }));
    clearFailure();
  }

  const field = (name: keyof Credentials) => ({
    name,
    required: true,
    value: credentials[name],
    error: invalidField === name ? message : null,
    onChange: ({ target }: { target: HTMLInputElement }) => edit({ [name]: target.value }),
  });

  return (
    <form className="sign-in-form" onSubmit={submit}>
      <Field
        label="Email address"
        autoComplete="username"
        spellCheck={false}
        {...field("identifier")}
      />
      <Field
        label="Password"
        type="password"
        autoComplete="current-password"
        {...field("password")}
      />
      {message !== null && !(invalidField && invalidField in credentials) && (
        <p className="field-error" role="alert">
          {message}
        </p>
      )}
      <div className="actions">
        {onCancel && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button type="submit" className="primary" aria-disabled={pending}>
          {pending ? "Signing in…" : "Sign in"}
        </button>
      </div>
      <fieldset className="demo-accounts">
        <legend>Demo accounts</legend>
        <ul>
          {Object.values(demoAccounts).map(({ emailAddress, password, shows }) => (
            <li key={emailAddress}>
              <div>
                <p className="row-detail">
                  <span>{emailAddress}</span>
                  <span>
                    <code>{password}</code>
                  </span>
                </p>
                <p className="fine-print">{shows}</p>
              </div>
              <button
                type="button"
                aria-label={`Fill in ${emailAddress}`}
                onClick={() => edit({ identifier: emailAddress, password })}
              >
                Fill in
              </button>
            </li>
          ))}
        </ul>
      </fieldset>
    </form>
  );
}
