import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

interface DialogProps {
  readonly title: string;
  /** Called when the user presses Escape. The parent closes the dialog by not rendering it. */
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog, open while it is rendered. The browser keeps the focus in it, and restores it
 * afterwards.
 */
export function Dialog({ title, onDismiss, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Closes before removal; otherwise the focus would not return to the button that opened it.
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
