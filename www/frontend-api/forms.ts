import { FrontendApiError } from "./errors.js";

/** A parsed request body: none, or a form. A repeated parameter is a list. */
export type Form = Readonly<Record<string, string | string[]>> | undefined;

/** Returns a required parameter; throws `form_param_missing` if it is absent or empty. */
export function required(form: Form, name: string): string {
  const value = form?.[name];
  if (typeof value === "string" && value !== "") return value;
  throw new FrontendApiError("form_param_missing", name, { param_name: name });
}

/** Returns a required parameter that must have one of the allowed values. */
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
