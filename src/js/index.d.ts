/** Loads the WebAssembly module once. No argument: the bytes that the package brings. */
export default function init(source?: string | URL): Promise<void>;
