import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { testStaff } from "../../testing/staff";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

it("keeps each one's own views", async () => {
  const [operator, colleague] = [await testStaff(test, "operator"), await testStaff(test, "operator")];
  await operator.call.views.save({ page: "feedback", name: "崩溃", query: "type=1" });
  await operator.call.views.save({ page: "feedback", name: "崩溃", query: "type=1&client=2" });
  const [view, ...more] = await operator.call.views.list({ page: "feedback" });
  expect(view).toMatchObject({ name: "崩溃", query: "type=1&client=2" });
  expect(more).toEqual([]);
  expect(await colleague.call.views.list({ page: "feedback" })).toEqual([]);
  const viewId = view?.viewId ?? "";
  await expect(colleague.call.views.remove({ viewId })).rejects.toMatchObject({ code: "notFound" });
  await operator.call.views.remove({ viewId });
  expect(await operator.call.views.list({ page: "feedback" })).toEqual([]);
});
