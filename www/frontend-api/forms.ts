import { FrontendApiError } from "./errors.js";

/** A body as it arrives: none, or a form. One parameter twice is a list. */
export type Form = Readonly<Record<string, string | string[]>> | undefined;

/** A parameter that has to be there. */
export function required(form: Form, name: string): string {
  const value = form?.[name];
  if (typeof value === "string" && value !== "") return value;
  throw new FrontendApiError("form_param_missing", name, { param_name: name });
}

/** A parameter that has to be there and to have one of some values. */
export function requiredChoice<Value extends string>(
  form: Form,
  name: string,
  allowed: readonly Value[],
): Value {
  const value = required(form, name);
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw new FrontendApiError("form_param_value_invalid", value, { param_name: name });
  return found;
}
