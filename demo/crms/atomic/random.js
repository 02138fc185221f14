import english from 'faker/locale/en';
import american from 'faker/locale/en_US';

// Atomic CRM makes its records up on every load. From a fixed seed they are the same ones every time.
english.seed(7);
american.seed(7);
