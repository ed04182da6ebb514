import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

interface DialogProps {
  readonly title: string;
  /** Escape was pressed. What closes a dialog is that it is rendered no more. */
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/** A modal dialog: open while it is rendered. The browser keeps the focus in it, and gives it back afterwards. */
export function Dialog({ title, onDismiss, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Closed before it leaves the document, or the focus would not go back to the button that opened it.
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
