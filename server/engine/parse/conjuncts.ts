/** Takes a FEEL condition apart: the parts that all have to hold, and the names in them. */
import { parseExpression } from 'feelin';

export type FeelNode = ReturnType<typeof parseExpression>['topNode'];

/** The nodes that are joined by `and` at the top of an expression, brackets around them left out. */
export function conjuncts(node: FeelNode, text: string): FeelNode[] {
  if (node.name === 'ParenthesizedExpression') {
    const inner = childrenOf(node).find(({ name }) => name !== '(' && name !== ')');
    return inner ? conjuncts(inner, text) : [node];
  }
  if (node.name !== 'Conjunction') return [node];
  return childrenOf(node)
    .filter(({ name }) => name !== 'and')
    .flatMap((part) => conjuncts(part, text));
}

/** The nodes directly below one. */
export function childrenOf(node: FeelNode): FeelNode[] {
  const children: FeelNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** A condition that can be read, as its parts. */
export function partsOf(condition: string): string[] {
  const text = plain(condition);
  const top = parseExpression(text, {}, undefined).topNode.firstChild;
  return top ? conjuncts(top, text).map(({ from, to }) => text.slice(from, to)) : [];
}

/** Every name that a condition reads, each once. */
export function namesIn(condition: string): string[] {
  const text = plain(condition);
  const names = new Set<string>();
  parseExpression(text, {}, undefined).iterate({
    enter({ name, from, to }) {
      if (name === 'VariableName') names.add(text.slice(from, to));
    },
  });
  return [...names];
}

const plain = (feel: string) => feel.trim().replace(/^=/, '');
