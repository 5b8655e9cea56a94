package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.UserFlows as NativeUserFlows

/** The user flows of a tenant. Ids that do not exist are [DoorstepException.NotFound]. */
public class UserFlows internal constructor(native: NativeUserFlows, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * Creates a flow and attaches its apps.
     *
     * @throws DoorstepException.InvalidArgument naming the place, as in `attributes[2].pattern`
     * @throws DoorstepException.AlreadyExists for a name that is taken, or an app that is in a flow
     */
    @JvmSynthetic
    public suspend fun create(flow: NewUserFlow): UserFlow = io { createBlocking(flow) }

    /** As [create], for callers without coroutines. */
    @JvmName("create")
    public fun createBlocking(flow: NewUserFlow): UserFlow =
        lifetime.call { native.create(flow.toNative()).toPublic() }

    /**
     * Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow` JSON.
     *
     * @throws DoorstepException.PolicyInvalid naming the path
     * @throws DoorstepException.PolicyUnsupported naming the path
     */
    @JvmSynthetic
    public suspend fun createFromGraph(document: String): UserFlow = io { createFromGraphBlocking(document) }

    /** As [createFromGraph], for callers without coroutines. */
    @JvmName("createFromGraph")
    public fun createFromGraphBlocking(document: String): UserFlow =
        lifetime.call { native.createFromGraph(document).toPublic() }

    /** The flow as Microsoft Graph's JSON. */
    @JvmSynthetic
    public suspend fun toGraph(flowId: String): String = io { toGraphBlocking(flowId) }

    /** As [toGraph], for callers without coroutines. */
    @JvmName("toGraph")
    public fun toGraphBlocking(flowId: String): String = lifetime.call { native.toGraph(flowId) }

    /** Every flow, oldest first. */
    @JvmSynthetic
    public suspend fun list(): List<UserFlow> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<UserFlow> = lifetime.call { native.list().map { it.toPublic() } }

    /** One flow. */
    @JvmSynthetic
    public suspend fun get(flowId: String): UserFlow = io { getBlocking(flowId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(flowId: String): UserFlow = lifetime.call { native.get(flowId).toPublic() }

    /** Changes what is given and leaves the rest. Running journeys go on by the flow as it is at their next step. */
    @JvmSynthetic
    public suspend fun update(flowId: String, changes: UserFlowChanges): UserFlow =
        io { updateBlocking(flowId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(flowId: String, changes: UserFlowChanges): UserFlow =
        lifetime.call { native.update(flowId, changes.toNative()).toPublic() }

    /**
     * Puts an app into a flow.
     *
     * @throws DoorstepException.AlreadyExists when the app is in one
     */
    @JvmSynthetic
    public suspend fun attachApp(flowId: String, clientId: String): Unit = io { attachAppBlocking(flowId, clientId) }

    /** As [attachApp], for callers without coroutines. */
    @JvmName("attachApp")
    public fun attachAppBlocking(flowId: String, clientId: String): Unit =
        lifetime.call { native.attachApp(flowId, clientId) }

    /** Takes an app out of a flow: nobody can sign in to it until it is in one again. */
    @JvmSynthetic
    public suspend fun detachApp(flowId: String, clientId: String): Unit = io { detachAppBlocking(flowId, clientId) }

    /** As [detachApp], for callers without coroutines. */
    @JvmName("detachApp")
    public fun detachAppBlocking(flowId: String, clientId: String): Unit =
        lifetime.call { native.detachApp(flowId, clientId) }

    /** Deletes a flow; its apps are in none then. */
    @JvmSynthetic
    public suspend fun delete(flowId: String): Unit = io { deleteBlocking(flowId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(flowId: String): Unit = lifetime.call { native.delete(flowId) }

    override fun toString(): String = "UserFlows"
}
