#!/usr/bin/env node
// Plain JavaScript that an old Node can read, so that it can say what is missing. In the project it runs the sources;
// in an installed package it runs what `npm run build` made of them.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

const needed = [24, 16];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`duet needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node}`);
  process.exit(1);
}

// What was compiled is kept in the system's folder for temporary files: a command starts in two thirds of the time.
nodeModule.enableCompileCache?.();

const source = new URL('./main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href);
