import init from "clerk-session";
import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { connect } from "./api/connection.js";
import { initialInstance } from "./api/instance.js";
import { App } from "./components/app.js";
import { StartFailure } from "./components/start-failure.js";

async function start(root: Root) {
  try {
    await init();
    const connection = connect(initialInstance());
    root.render(
      <StrictMode>
        <App initial={connection} />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<StartFailure error={error} />);
  }
}

const element = document.getElementById("page");
if (element) void start(createRoot(element));
