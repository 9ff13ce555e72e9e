import { z } from "zod";
import { id, lineOf, millis } from "../fields";
import { staffId } from "./common";

/** Filters that members of staff keep for themselves. */

const page = z.string().regex(/^[a-z]{1,30}$/, "页面不正确");
export const viewsInput = z.object({ page });
/** A view of the same name on the same page is replaced; `query` is the page's query string. */
export const viewSaveInput = z.object({ page, name: lineOf("名称", 30), query: z.string().max(1000, "条件过长") });
export const viewRemoveInput = z.object({ viewId: staffId });
export const savedViews = z.array(
  z.object({ viewId: id, page: z.string(), name: z.string(), query: z.string(), createTime: millis }),
);
export type SavedViews = z.output<typeof savedViews>;
