/** Elements that the page script looks for. */
export const OPEN_ID = "open-app";
export const OVERLAY_ID = "in-browser";
export const OPEN_TAG_ID = "open-tag";
