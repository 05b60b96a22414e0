package org.tocsin.lab.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tocsin.kernel.Clock;
import org.tocsin.lab.drill.DrillPlan.Scenario;

/** Two organisations that do as they are told, for tests of what judges them. */
record Duo(Crew crew, Actor first, Actor second) implements AutoCloseable {
    static Duo join(Path folder) throws IOException {
        var plan = new DrillPlan(2, true, Scenario.MIRAI, 1, 0, Optional.empty(), false, folder);
        var crew = new Crew(plan, Stage.none(), Clock.system());
        return new Duo(crew, Actor.join(crew, 0), Actor.join(crew, 1));
    }

    @Override
    public void close() throws IOException {
        crew.close();
    }
}
