package io.onefold.server.internal.decisions;

import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.pipeline.DataPath;
import io.onefold.server.internal.decisions.seal.KekSource;
import java.util.Optional;

/// Key-encryption keys as `onefold.crypto.kek` names them; without it, files that Onefold makes
/// under its own folder, readable by its user only.
public final class OwnKeks implements KekSource {

    private static final String OWN = "own:";

    private final DataPath path;

    public OwnKeks(DataPath path) {
        this.path = path;
    }

    @Override
    public Optional<String> configured() {
        Settings settings = path.settings();
        return settings.get("onefold.crypto.kek");
    }

    @Override
    public String make(String name) {
        path.secrets().secret(name);
        return OWN + name;
    }

    @Override
    public String resolve(String reference) {
        return reference.startsWith(OWN)
                ? path.secrets().secret(reference.substring(OWN.length()))
                : new Secrets(path.settings()).resolve(new SecretRef(reference));
    }
}
