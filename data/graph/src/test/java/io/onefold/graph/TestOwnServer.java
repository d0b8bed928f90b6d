package io.onefold.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The test server as one of Onefold's own.
record TestOwnServer(TestNeo4j neo4j) implements OwnServer {

    @Override
    public void whileStopped(Consumer<AdminTool> work) {
        neo4j.stop();
        try {
            work.accept(this::admin);
        } finally {
            neo4j.start();
        }
    }

    private String admin(List<String> arguments) {
        List<String> command = new ArrayList<>(neo4j.program("org.neo4j.cli.AdminTool"));
        command.addAll(arguments);
        Path log = neo4j.home().resolve("admin.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("NEO4J_HOME", neo4j.home().toString());
        builder.environment().put("NEO4J_CONF", neo4j.home().resolve("conf").toString());
        try {
            int exit = builder.start().waitFor();
            String said = Files.readString(log);
            if (exit != 0) {
                throw new IllegalStateException("exit " + exit + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
