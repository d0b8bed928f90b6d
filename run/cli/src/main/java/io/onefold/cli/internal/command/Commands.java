package io.onefold.cli.internal.command;

import java.util.List;

/// The commands, in the order the help lists them.
final class Commands {

    static final List<Class<?>> ALL = List.of();

    private Commands() {}
}
