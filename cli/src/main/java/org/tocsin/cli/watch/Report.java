package org.tocsin.cli.watch;

import org.tocsin.detection.Finding;

/** How findings and the summary are told. */
interface Report {
    void finding(Finding finding);

    void summary(Summary summary);
}
