import { type ComponentProps, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  /** Help for filling the field in. */
  readonly hint?: string | undefined;
  readonly error: string | null;
}

/** An input with a label, an error and a hint. */
export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  const [errorId, hintId] = [`${id}-error`, `${id}-hint`];
  const descriptions = [error !== null && errorId, hint !== undefined && hintId].filter(Boolean);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-invalid={error !== null}
        aria-describedby={descriptions.join(" ") || undefined}
        {...input}
      />
      {error !== null && (
        <p id={errorId} className="field-error" role="alert">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={hintId} className="fine-print">
          {hint}
        </p>
      )}
    </div>
  );
}
