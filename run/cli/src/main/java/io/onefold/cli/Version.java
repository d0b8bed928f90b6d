package io.onefold.cli;

import picocli.CommandLine.IVersionProvider;

/// Onefold's version and the platform it runs on.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"onefold 0.1.0", "Java " + Runtime.version()};
    }
}
