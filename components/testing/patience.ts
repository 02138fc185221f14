import { configure } from '@testing-library/preact';

// A busy machine may take longer than the second that is usual to draw what a test waits for.
configure({ asyncUtilTimeout: 10_000 });
