import { type ReactNode, useId, useRef } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";

interface SectionProps {
  readonly title: string;
  readonly intro?: string;
  /** An element beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a heading. The heading takes the focus when the focused element disappears. */
export function Section({ title, intro, aside, children }: SectionProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfterLoss(aside ? 1 : 0, () => heading.current);
  return (
    <section className="card" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {intro && <p className="intro">{intro}</p>}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}
