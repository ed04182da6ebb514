import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Where the focus goes when the row that had it is gone: to the row that has taken its place, so that a keyboard user goes
 * on from there and a screen reader says what is there now. The row, not its button: a second Enter must not sign out the next one.
 *
 * @param ids - of the rows, in order; each row is an element of the list with `tabIndex={-1}`
 */
export function useFocusAfterRemoval(list: RefObject<HTMLElement | null>, ids: readonly string[]): void {
  const before = useRef(ids);
  const removedIndex = useRef<number | null>(null);

  useLayoutEffect(() => {
    const removed = before.current.findIndex((id) => !ids.includes(id));
    before.current = ids;
    if (removed >= 0) removedIndex.current = removed;
    if (removedIndex.current === null || isDialogOpen()) return;
    const row = list.current?.children[Math.min(removedIndex.current, ids.length - 1)];
    removedIndex.current = null;
    if (isFocusLost() && row instanceof HTMLElement) row.focus();
  });
}

/**
 * The same for a whole view: its first heading takes the focus when another view took its place.
 *
 * @param view - which one is shown; null: none that anybody could have been in
 */
export function useFocusOnChange(place: RefObject<HTMLElement | null>, view: string | null): void {
  const before = useRef(view);

  useLayoutEffect(() => {
    if (before.current === view || isDialogOpen()) return;
    const entered = before.current !== null;
    before.current = view;
    if (entered && isFocusLost()) place.current?.querySelector("h2")?.focus();
  });
}

/**
 * The same for anything else that goes away: a button that has done its work, a note whose trouble is over.
 *
 * @param count - of what can go; when it falls, one of them may have had the focus
 * @param fallback - what takes it
 */
export function useFocusAfterLoss(count: number, fallback: () => HTMLElement | null | undefined): void {
  const before = useRef(count);

  useLayoutEffect(() => {
    if (before.current === count || isDialogCovering(fallback())) return;
    const fell = count < before.current;
    before.current = count;
    if (fell && isFocusLost()) fallback()?.focus();
  });
}

/** It keeps the focus, and only when it closes does it show whether the button that opened it is still there. */
function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** Whether a dialog is open over it; what is in the dialog itself can take the focus. */
function isDialogCovering(element: HTMLElement | null | undefined): boolean {
  return isDialogOpen() && !element?.closest("dialog");
}

/** While something still has the focus, it is not ours to move. */
function isFocusLost(): boolean {
  return document.activeElement === document.body;
}
