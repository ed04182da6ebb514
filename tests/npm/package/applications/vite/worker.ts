import { read } from "./read";

read().then((text) => self.postMessage(text));
