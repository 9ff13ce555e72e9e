import { fetchPreview } from "../domains/link/writes";
import type { Handler } from "./handlers";

/** Reads the page of a link; one that cannot be reached is tried a few times and then left without a preview. */
export const linkFetch: Handler<"link-fetch"> = (deps, { data }) => fetchPreview(deps, data.linkMd5);
