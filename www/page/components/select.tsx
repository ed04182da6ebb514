import { useId } from "react";

interface SelectProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  /** The id of the chosen one. */
  readonly value: Id;
  /** Whether the last choice is still on its way. */
  readonly pending?: boolean;
  readonly onChoose: (id: Id) => void;
}

/** One of several, with what it is about. */
export function Select<Id extends string>({ label, options, value, pending, onChoose }: SelectProps<Id>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-busy={pending}
        onChange={({ target }) => {
          const chosen = options.find(({ id }) => id === target.value);
          if (chosen) onChoose(chosen.id);
        }}
      >
        {options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
