/**
 * Returns a small picture with initials as a data: URL: the browser fetches nothing, so nothing
 * leaves the machine.
 */
export function initialsImage(initials: string, colour: string): string {
  const svg =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'>" +
    `<path fill='${colour}' d='M0 0h40v40H0z'/>` +
    `<text x='20' y='26' fill='white' text-anchor='middle'>${initials}</text></svg>`;
  // Escapes only characters that a data: URL cannot hold: the picture is in every response several
  // times.
  return `data:image/svg+xml,${svg.replace(/[<>#"]/g, encodeURIComponent)}`;
}
