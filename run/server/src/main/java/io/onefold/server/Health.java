package io.onefold.server;

/// Whether a part that the server leans on answers.
public interface Health {

    /// The part's name, for example `postgres`.
    String part();

    /// Asks the part; must return within two seconds.
    boolean answers();
}
