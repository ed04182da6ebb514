import { type ComponentProps, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  /** What helps to fill it in. */
  readonly hint?: string | undefined;
  readonly error: string | null;
}

/** An input with its label, with what is wrong about it, and with a hint. */
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
