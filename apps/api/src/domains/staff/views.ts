import { DomainError } from "@chaoqer/contract/errors";
import type { SavedViews } from "@chaoqer/contract/staff/views";
import type { StaffCtx, StaffWriteCtx } from "../../trpc/context";
import { newId } from "../account/rules";

/** Filters that members of staff keep; each sees and changes only their own. */

const VIEWS = 50;

export async function listViews({ db, staff }: StaffCtx, { page }: { page: string }): Promise<SavedViews> {
  const rows = await db.savedView.findMany({
    where: { staffId: staff.staffId, page },
    orderBy: { name: "asc" },
    take: VIEWS,
  });
  return rows.map(({ viewId, name, query, createTime }) => ({
    viewId,
    page,
    name,
    query,
    createTime: createTime.getTime(),
  }));
}

/** Keeps a filter under a name, in place of one that had it. @throws DomainError refused (too many) */
export async function saveView(
  ctx: StaffWriteCtx,
  { page, name, query }: { page: string; name: string; query: string },
): Promise<void> {
  const { staffId } = ctx.staff;
  const key = { staffId_page_name: { staffId, page, name } };
  const others = await ctx.db.savedView.count({ where: { staffId, page, name: { not: name } } });
  if (others >= VIEWS) throw new DomainError("refused", `每个页面最多保存${VIEWS}个视图`);
  const data = { viewId: newId(), staffId, page, name, query, createTime: ctx.clock.now() };
  const { viewId } = await ctx.db.savedView.upsert({ where: key, create: data, update: { query } });
  ctx.audit.record({ targetType: "view", targetId: viewId, after: { page, name, query } });
}

/** @throws DomainError notFound (also: a colleague's) */
export async function removeView(ctx: StaffWriteCtx, { viewId }: { viewId: string }): Promise<void> {
  const { count } = await ctx.db.savedView.deleteMany({ where: { viewId, staffId: ctx.staff.staffId } });
  if (count === 0) throw new DomainError("notFound", "视图不存在");
  ctx.audit.record({ targetType: "view", targetId: viewId });
}
