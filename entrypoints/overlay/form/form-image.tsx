import { text } from '../../../components/text.ts';

/** Pictures that come with the form; the page of a step fetches nothing from elsewhere. */
const OWN_PICTURE = /^data:image\/(png|jpeg|gif|webp|svg\+xml|avif);/i;

/** A picture of the form, or a link to one that stands elsewhere. */
export function FormImage({ source, alt }: { source: string; alt: string }) {
  if (OWN_PICTURE.test(source)) return <img class="form-image" src={source} alt={alt} />;
  if (/^https?:\/\//i.test(source))
    return (
      <p>
        <a class="form-link" href={source} target="_blank" rel="noreferrer noopener">
          {alt || text('imageLink')}
        </a>
      </p>
    );
  return alt === '' ? null : <p class="form-list-none">{alt}</p>;
}
