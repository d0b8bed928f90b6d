package io.onefold.verify.command;

import io.onefold.embedded.Part;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one installation that all of them share, because parts take long to start. It is
/// closed after the last test. Tests keep apart by the names of their sources.
public final class SharedInstall implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedInstall.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Install.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Install.class, _ -> Install.withParts(Part.POSTGRES));
    }
}
