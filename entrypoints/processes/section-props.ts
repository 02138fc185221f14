/** What a section is given: the parts of the path behind its own name, such as a key or an id. */
export interface SectionProps {
  path: readonly string[];
}
