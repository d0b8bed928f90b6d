package io.onefold.cli;

import io.onefold.model.Release;
import picocli.CommandLine.IVersionProvider;

/// Onefold's version and the platform it runs on.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"onefold " + Release.version(), "Java " + Runtime.version()};
    }
}
