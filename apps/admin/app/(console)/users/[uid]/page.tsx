import type { Metadata } from "next";
import { User } from "../../../../features/users/user";

export const metadata: Metadata = { title: "用户" };

type Props = { params: Promise<{ uid: string }> };

export default async function Page({ params }: Props) {
  const { uid } = await params;
  return <User uid={uid} />;
}
