import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page, TestInfo } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { expect } from "./test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Keeps a picture of the whole page with the test's results. */
export async function keepPicture(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.evaluate(() => Promise.all(Array.from(document.images, (image) => image.decode().catch(() => undefined))));
  // A window as high as the page, so that what sticks to its lower edge covers nothing.
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (window) await page.setViewportSize({ ...window, height: Math.max(window.height, height) });
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true, animations: "disabled" });
  if (window) await page.setViewportSize(window);
}

/** Nothing that keeps people out, as axe sees it. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  // A colour on its way from one to another has no contrast of its own yet.
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(passing.map(({ finished }) => finished));
  });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

/** The page is no wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

/** What has moved since the page came (layout shifts), and how far. */
export function layoutShifts(page: Page): Promise<string[]> {
  type Shift = PerformanceEntry & { value: number; sources: { node?: Node }[] };
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const told: string[] = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries() as Shift[])
            told.push(`${value}: ${sources.map(({ node }) => node?.textContent ?? node?.nodeName).join(" | ")}`);
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(told), 200);
      }),
  );
}
