/// What a request may say, and how it is read: strictly, with every problem told at once.
@NullMarked
package io.onefold.fraud.request;

import org.jspecify.annotations.NullMarked;
