package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.Spelling;
import io.onefold.model.run.Cron;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Checks one workflow: jobs are told apart, wait for jobs that are there, and never for each
/// other.
final class WorkflowCheck {

    private static final String SCHEDULE = "/workflow/schedule";

    private final JsonNode body;
    private final Report report;
    private final Map<String, Integer> jobs = new LinkedHashMap<>();

    WorkflowCheck(JsonNode body, Report report) {
        this.body = body;
        this.report = report;
    }

    void run() {
        schedule();
        List<JsonNode> dag = Nodes.elements(body, "dag");
        for (int i = 0; i < dag.size(); i++) {
            job(dag.get(i), i);
        }
        for (int i = 0; i < dag.size(); i++) {
            dependencies(dag.get(i), i);
        }
        cycle(dag);
    }

    private void schedule() {
        JsonNode schedule = body.path("schedule");
        String cron = Nodes.text(schedule, "cron");
        if (cron != null) {
            Cron.problem(cron)
                    .ifPresent(problem -> report.error(SCHEDULE + "/cron", problem, "wrong-value"));
        }
        String zone = Nodes.text(schedule, "timezone");
        if (zone != null && !isZone(zone)) {
            report.error(
                    SCHEDULE + "/timezone",
                    "found '"
                            + zone
                            + "', no time zone"
                            + Spelling.didYouMean(zone, ZoneId.getAvailableZoneIds())
                            + "; expected for example UTC or Asia/Kolkata",
                    "wrong-value");
        }
        String end = Nodes.text(schedule, "endOn");
        if (end != null && !isInstant(end)) {
            report.error(
                    SCHEDULE + "/endOn",
                    "found '" + end + "'; expected an instant such as 2027-01-31T00:00:00Z",
                    "wrong-value");
        }
        if (Nodes.text(schedule, "trigger") != null && !readsTheLake()) {
            report.error(
                    SCHEDULE + "/trigger",
                    "found 'onCommit', but every job reads silos, which make no commits; expected a cron,"
                            + " or a job that loads a graph without reading sources",
                    "wrong-value");
        }
    }

    private boolean readsTheLake() {
        return Nodes.elements(body, "dag").stream()
                .map(job -> job.path("spec").path("stackSpec"))
                .anyMatch(
                        spec ->
                                Nodes.text(spec, "graph") != null
                                        && Nodes.texts(spec, "sources").isEmpty());
    }

    private void job(JsonNode job, int index) {
        String pointer = Pointers.element(WorkflowKind.DAG, index);
        String name = Nodes.text(job, "name", "");
        Integer before = jobs.putIfAbsent(name, index);
        if (before != null) {
            int line = report.document().value(Pointers.element(WorkflowKind.DAG, before)).line();
            report.error(
                    pointer + "/name",
                    "job '"
                            + name
                            + "' stands here twice, first at line "
                            + line
                            + "; give each its own name",
                    "duplicate-job");
        }
        JsonNode spec = job.path("spec").path("stackSpec");
        if (Nodes.texts(spec, "sources").isEmpty() && !spec.has("graph")) {
            report.errorAtKey(
                    pointer + "/spec/stackSpec",
                    "the job has nothing to do; expected sources, a graph, or both",
                    "missing-key");
        }
    }

    private void dependencies(JsonNode job, int index) {
        List<String> dependencies = Nodes.texts(job, "dependencies");
        for (int i = 0; i < dependencies.size(); i++) {
            String name = dependencies.get(i);
            if (!jobs.containsKey(name)) {
                report.error(
                        Pointers.element(
                                Pointers.element(WorkflowKind.DAG, index) + "/dependencies", i),
                        "there is no job '"
                                + name
                                + "' in this workflow"
                                + Spelling.didYouMean(name, jobs.keySet())
                                + " (jobs: "
                                + String.join(", ", jobs.keySet())
                                + ")",
                        "unresolved");
            }
        }
    }

    private void cycle(List<JsonNode> dag) {
        Set<String> clear = new HashSet<>();
        for (JsonNode job : dag) {
            List<String> path = new ArrayList<>();
            if (findCycle(dag, Nodes.text(job, "name", ""), path, clear)) {
                String last = path.getLast();
                List<String> cycle = path.subList(path.indexOf(last), path.size());
                Integer at = jobs.get(last);
                report.errorAtKey(
                        Pointers.element(WorkflowKind.DAG, at == null ? 0 : at) + "/dependencies",
                        "jobs wait for each other: "
                                + String.join(" → ", cycle)
                                + "; take one dependency out",
                        "dag-cycle");
                return;
            }
        }
    }

    /// Walks along the dependencies; `path` ends with a job that it holds already, if there is a
    /// cycle.
    private boolean findCycle(
            List<JsonNode> dag, String name, List<String> path, Set<String> clear) {
        Integer index = jobs.get(name);
        if (index == null || clear.contains(name)) {
            return false;
        }
        boolean again = path.contains(name);
        path.add(name);
        if (again) {
            return true;
        }
        for (String dependency : Nodes.texts(dag.get(index), "dependencies")) {
            if (findCycle(dag, dependency, path, clear)) {
                return true;
            }
        }
        path.removeLast();
        clear.add(name);
        return false;
    }

    private static boolean isZone(String text) {
        try {
            ZoneId.of(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
