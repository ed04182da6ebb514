import { type ComponentProps, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  readonly error: string | null;
}

/** An input with its label, and with what is wrong about it. */
export function Field({ label, error, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        {...input}
      />
      {error !== null && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
