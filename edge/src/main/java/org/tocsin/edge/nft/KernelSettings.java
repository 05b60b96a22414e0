package org.tocsin.edge.nft;

/**
 * The section {@code edge.kernel}: blocking in the kernel.
 *
 * @param enforce whether whoever is under a verdict is dropped by the kernel too, for every service of this machine and for all that
 *     it forwards; needs CAP_NET_ADMIN
 */
public record KernelSettings(boolean enforce) {
    public static final KernelSettings DEFAULT = new KernelSettings(false);
}
