import type { ReactNode } from "react";
import type { Explanation } from "../../model/explain.js";

/**
 * Shows a failure and advice; screen readers read it out. Children: actions such as "Try again".
 */
export function ProblemNote({
  explanation,
  children,
}: {
  explanation: Explanation;
  children?: ReactNode;
}) {
  const { title, message, advice, code, traceId } = explanation;
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{title}</p>
      <p>{message}</p>
      <p>{advice}</p>
      {code && (
        <p className="fine-print">
          <code>{code}</code>
        </p>
      )}
      {traceId && (
        <p className="fine-print">
          Trace <code>{traceId}</code>
        </p>
      )}
      {children && <div className="actions">{children}</div>}
    </div>
  );
}
