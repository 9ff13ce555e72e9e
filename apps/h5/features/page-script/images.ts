/** A picture that did not come makes room for the placeholder under it. */
export function watchImages(): void {
  const hide = (image: HTMLImageElement) => {
    image.hidden = true;
  };
  document.addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLImageElement) hide(target);
    },
    true,
  );
  for (const image of Array.from(document.images)) if (image.complete && image.naturalWidth === 0) hide(image);
}
