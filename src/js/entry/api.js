export * from "clerk-session-glue";
