import { expect, it } from "vitest";
import { readSettings } from "./settings";
import { summary } from "./summary";

const demo = {
  staff: [
    { name: "admin", password: "p1" },
    { name: "operator", password: "p2" },
  ],
  users: [{ mobile: "13800000001", nickname: "阿超" }],
};

it("shows addresses, staff and a user", () => {
  const settings = readSettings({ API_URL: "https://api.example.com", H5_PORT: "5001" });
  const text = summary(settings, { url: "postgresql://chaoqer:secret@127.0.0.1:5432/chaoqer", own: true }, demo);
  for (const shown of [
    /^ {2}api +https:\/\/api\.example\.com$/m,
    /^ {2}docs +https:\/\/api\.example\.com\/docs$/m,
    /^ {2}h5 +http:\/\/localhost:5001$/m,
    /^ {2}admin +http:\/\/localhost:4002$/m,
    /^ {2}sandbox +http:\/\/localhost:4003 /m,
    /^ {2}database +postgresql:\/\/chaoqer:secret@/m,
    /^ {2}staff +admin \/ p1$/m,
    /^ +operator \/ p2$/m,
    /^ {2}user +13800000001 /m,
  ])
    expect(text).toMatch(shown);
});

it("hides the password of a database that is not ours, and leaves out what does not run", () => {
  const settings = readSettings({ CHAOQER_APPS: "api" });
  const text = summary(settings, { url: "postgresql://me:secret@db.example.com/prod", own: false }, undefined);
  expect(text).toContain("postgresql://me:…@db.example.com/prod");
  expect(text).not.toMatch(/secret|staff|^ {2}h5|^ {2}admin/m);
});
